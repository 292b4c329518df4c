"""What Viva costs: speed, growth, memory and recovery, measured on the machine at hand (``make bench``).

Speed is given as a ratio to the floor, a Django view that says hello on the same server with the same workers: both are
asked in turn, many times, so that whatever else the machine does meets both. All traffic stays on the loopback address
and ends after a fixed time; all data is made for the run, in a scratch folder and scratch databases, and dropped.
"""
