"""What eases a debt: deferral, waiver, reversal of a penalty; what happens when a plan breaks."""
