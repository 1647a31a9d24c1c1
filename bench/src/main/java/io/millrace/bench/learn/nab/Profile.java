package io.millrace.bench.learn.nab;

import java.util.List;

/**
 * What mistakes cost, in units of a window found at once.
 *
 * @param falseAlarm the most that an alarm outside of windows costs
 * @param missedWindow what a window without alarm costs
 */
record Profile(String name, double falseAlarm, double missedWindow) {
    static final Profile STANDARD = new Profile("standard", 0.11, 1);
    static final Profile FEW_FALSE_ALARMS = new Profile("reward low FP", 0.22, 1);
    static final Profile FEW_MISSED = new Profile("reward low FN", 0.11, 2);
    static final List<Profile> ALL = List.of(STANDARD, FEW_FALSE_ALARMS, FEW_MISSED);
}
