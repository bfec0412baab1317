"""neiqin doctor: what is wrong with the set-up of a computer, in Chinese sentences that say what to do."""
