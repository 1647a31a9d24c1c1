package io.millrace.cli.output;

import java.time.ZoneId;

/**
 * What all printers of a run share.
 *
 * @param lines where they print
 * @param zone the session's time zone
 * @param colored whether the reader is a terminal that shows colours
 */
public record Printing(Lines lines, ZoneId zone, boolean colored) {}
