"""The demo register: invented people in a town hall that follows what Gießen's press releases say. Data and steps."""
