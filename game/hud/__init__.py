"""What the driver reads while racing: facts as plain data, widgets that draw them."""
