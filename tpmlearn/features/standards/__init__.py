"""Standard setting: where the pass mark of an exam of ours should lie, by a panel of judges."""
