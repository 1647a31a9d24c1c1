-- How many bids a bidder made in each ten seconds of the clock.
SELECT bidder, COUNT(*) AS bids, window_start, window_end
FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(processed), INTERVAL '10' SECOND))
GROUP BY bidder, window_start, window_end;
