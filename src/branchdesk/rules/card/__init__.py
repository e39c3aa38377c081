"""Credit cards, where rules of their own hold."""
