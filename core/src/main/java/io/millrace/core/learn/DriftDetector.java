package io.millrace.core.learn;

/** Watches numbers, mostly errors of a model, and says when they are not what they were. */
public interface DriftDetector extends Learner {
    /** What a number said. */
    enum Signal {
        NONE,
        /** Something may be changing. */
        WARNING,
        /** The numbers are from another distribution than before. */
        DRIFT
    }

    /**
     * Takes the next number. After {@link Signal#DRIFT} the detector starts anew with the numbers since the change, so
     * that the next drift can be found: nobody needs to reset it.
     *
     * @param value of the range that the algorithm takes; one that is not finite is ignored
     */
    Signal update(double value);

    /** What it takes the mean of the numbers to be since the last change; 0 as long as there is none. */
    double estimate();
}
