"""Pictures and formulas of a scene that its clip does not hold; painted by manim, in processes of their own."""
