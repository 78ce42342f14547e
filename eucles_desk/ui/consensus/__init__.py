"""Two experts, one verdict: the page of the consensus, the seals and the approval of the agreed text."""
