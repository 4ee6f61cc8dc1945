"""The window: menus, the race, results, settings; it shows what others decide."""
