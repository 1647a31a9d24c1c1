package io.millrace.engine.scan;

import java.util.Arrays;

/**
 * The watermarks of all splits of one scan as of the end of an epoch, shared by the workers that read it. Two epochs are
 * kept, since one worker may end an epoch before another has begun it; the epoch clock orders writes before reads. A
 * split that is found later holds nobody back before the first epoch whose end it saw.
 */
final class TableProgress {
    private final long[][] watermarks;

    TableProgress(int splits) {
        watermarks = new long[2][splits];
        Arrays.fill(watermarks[0], Long.MIN_VALUE);
    }

    /** Makes room for more splits. */
    synchronized void grow(int splits) {
        for (int i = 0; i < watermarks.length; i++) {
            int before = watermarks[i].length;
            if (before < splits) {
                watermarks[i] = Arrays.copyOf(watermarks[i], splits);
                Arrays.fill(watermarks[i], before, splits, Long.MAX_VALUE);
            }
        }
    }

    /**
     * Says where a split stands at the end of an epoch.
     *
     * @param watermark {@link Long#MAX_VALUE} when the split has ended or is idle
     */
    synchronized void set(long epoch, int split, long watermark) {
        watermarks[(int) (epoch & 1)][split] = watermark;
    }

    /** The lowest watermark of all splits but one at the end of an epoch. */
    synchronized long lowestBut(long epoch, int split) {
        long lowest = Long.MAX_VALUE;
        long[] all = watermarks[(int) (epoch & 1)];
        for (int i = 0; i < all.length; i++) {
            if (i != split) {
                lowest = Math.min(lowest, all[i]);
            }
        }
        return lowest;
    }
}
