"""What people see in a browser: the shop, the way to the payment, the receipt."""
