"""Every parameter of creating and listing Checkout Sessions, and how each is read."""

from .countries import SHIPPABLE
from .methods import TYPES
from .parameters import (
    Boolean,
    Integer,
    Kind,
    Listing,
    Metadata,
    Missing,
    Object,
    Span,
    Text,
    Unmodelled,
    Url,
)
from .words import words

LOCALES = words(
    """
    auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb
    nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW
    """
)
EMAIL = Text(
    800, form=r"[^@\s]+@[^@\s]+\.[^@\s.]+", wrong="Invalid email address", code="email_invalid"
)
METHODS = Listing(Text(choices=TYPES))
EXCLUDABLE = Listing(Text(choices=tuple(kind for kind in TYPES if kind != "link")))
TAX_BEHAVIOR = Text(choices=("exclusive", "inclusive", "unspecified"))

PRICE_DATA = Object(
    {
        "currency": Text(),
        "product": Missing("product"),
        "product_data": Object(
            {
                "name": Text(),
                "description": Text(),
                "images": Listing(Url(), most=8),
                "metadata": Metadata(),
                "tax_code": Text(),
                "tax_details": Unmodelled(),
                "unit_label": Text(12),
            },
            required=("name",),
        ),
        "recurring": Unmodelled(),
        "tax_behavior": TAX_BEHAVIOR,
        "unit_amount": Integer(),
        "unit_amount_decimal": Unmodelled(),
    },
    required=("currency",),
)
LINE_ITEM = Object(
    {
        "adjustable_quantity": Unmodelled(),
        "metadata": Metadata(),
        "price": Missing("price"),
        "price_data": PRICE_DATA,
        "quantity": Integer(1, 999_999),
        "tax_rates": Unmodelled(),
    }
)
BOUND = Object(
    {"unit": Text(choices=("business_day", "day", "hour", "month", "week")), "value": Integer(1)},
    required=("unit", "value"),
)
SHIPPING_OPTION = Object(
    {
        "shipping_rate": Missing("shipping rate"),
        "shipping_rate_data": Object(
            {
                "delivery_estimate": Object({"maximum": BOUND, "minimum": BOUND}),
                "display_name": Text(100),
                "fixed_amount": Object(
                    {
                        "amount": Integer(),
                        "currency": Text(),
                        "currency_options": Unmodelled(),
                    },
                    required=("amount", "currency"),
                ),
                "metadata": Metadata(),
                "tax_behavior": TAX_BEHAVIOR,
                "tax_code": Text(),
                "type": Text(choices=("fixed_amount",)),
            },
            required=("display_name",),
        ),
    }
)
INTENT_DATA = Object(
    {
        "application_fee_amount": Integer(1),
        "capture_method": Text(choices=("automatic", "automatic_async", "manual")),
        "description": Text(1000),
        "metadata": Metadata(),
        "on_behalf_of": Text(),
        "receipt_email": EMAIL,
        "setup_future_usage": Unmodelled(),
        "shipping": Unmodelled(),
        "statement_descriptor": Text(22),
        "statement_descriptor_suffix": Text(22),
        "transfer_data": Object(
            {"amount": Integer(1), "destination": Text()}, required=("destination",)
        ),
        "transfer_group": Text(),
    }
)
MESSAGE = Object({"message": Text(1200)}, required=("message",))
ENABLED = Object({"enabled": Boolean()}, required=("enabled",))
EXPAND = Listing(Text())

UNMODELLED = words(
    """
    after_expiration automatic_tax consent_collection custom_fields customer_account customer_update
    discounts invoice_creation managed_payments name_collection optional_items
    payment_method_collection payment_method_configuration payment_method_data
    payment_method_options permissions redirect_on_completion return_url
    saved_payment_method_options setup_intent_data subscription_data tax_id_collection
    wallet_options
"""
)

MODELLED: dict[str, Kind] = {
    "adaptive_pricing": Object({"enabled": Boolean()}),
    "allow_promotion_codes": Boolean(),
    "allowed_payment_method_types": METHODS,
    "billing_address_collection": Text(choices=("auto", "required")),
    "branding_settings": Object(
        {
            "background_color": Text(),
            "border_style": Text(choices=("pill", "rectangular", "rounded")),
            "button_color": Text(),
            "display_name": Text(),
            "font_family": Text(),
            "icon": Unmodelled(),
            "logo": Unmodelled(),
        }
    ),
    "cancel_url": Url(),
    "client_reference_id": Text(200),
    "currency": Text(),
    "custom_text": Object(
        {
            "after_submit": MESSAGE,
            "shipping_address": MESSAGE,
            "submit": MESSAGE,
            "terms_of_service_acceptance": MESSAGE,
        }
    ),
    "customer": Missing("customer"),
    "customer_creation": Text(choices=("always", "if_required")),
    "customer_email": EMAIL,
    "excluded_payment_method_types": EXCLUDABLE,
    "expand": EXPAND,
    "expires_at": Integer(),
    "integration_identifier": Text(),
    "line_items": Listing(
        LINE_ITEM, 1, 100, "Checkout Sessions in `payment` mode can have at most {most} line items."
    ),
    "locale": Text(choices=LOCALES),
    "metadata": Metadata(),
    "mode": Text(choices=("payment", "setup", "subscription")),
    "origin_context": Text(choices=("mobile_app", "web")),
    "payment_intent_data": INTENT_DATA,
    "phone_number_collection": ENABLED,
    "shipping_address_collection": Object(
        {"allowed_countries": Listing(Text(choices=SHIPPABLE), 1)},
        required=("allowed_countries",),
    ),
    "shipping_options": Listing(SHIPPING_OPTION, 0, 5),
    "submit_type": Text(choices=("auto", "book", "donate", "pay", "subscribe")),
    "success_url": Url(),
    "ui_mode": Text(choices=("elements", "embedded_page", "form", "hosted_page")),
}
CREATE = Object(
    MODELLED | {name: Unmodelled() for name in UNMODELLED}, required=("mode", "line_items")
)
PAGING: dict[str, Kind] = {
    "ending_before": Text(),
    "expand": EXPAND,
    "limit": Integer(1, 100),
    "starting_after": Text(),
}
RETRIEVE = Object({"expand": EXPAND})
LIST = Object(
    PAGING
    | {
        "created": Span(),
        "customer": Missing("customer"),
        "customer_account": Unmodelled(),
        "customer_details": Object({"email": EMAIL}, required=("email",)),
        "payment_intent": Text(),
        "payment_link": Missing("payment_link"),
        "status": Text(choices=("complete", "expired", "open")),
        "subscription": Missing("subscription"),
    }
)
LINE_ITEMS = Object(PAGING)
