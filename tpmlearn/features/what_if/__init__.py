"""What if: other hours, another date or role beside today's plan, without saving."""
