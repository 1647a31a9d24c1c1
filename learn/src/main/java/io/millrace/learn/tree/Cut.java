package io.millrace.learn.tree;

import org.jspecify.annotations.Nullable;

/**
 * Where to cut a leaf in two.
 *
 * @param feature which one
 * @param threshold what is below goes to the left, for a number
 * @param left the values that go to the left as bits, for a nominal feature; null for a number
 * @param isLeftHeavier whether more rows go to the left
 * @param below what is known of the left side
 * @param above what is known of the right side
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares cuts
public record Cut(
        int feature, double threshold, long @Nullable [] left, boolean isLeftHeavier, Prior below, Prior above) {}
