package io.millrace.learn.tree;

import io.millrace.learn.drift.Adwin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The errors below a node of an adaptive tree, and the subtree that may take its place. */
final class Watch {
    private static final double DELTA = 0.002;

    final Adwin errors = new Adwin(DELTA);

    @Nullable TreeNode alternate;

    /** Takes whether the last row was predicted wrong, and says whether errors have grown. */
    boolean isWorse(boolean isWrong) {
        double before = errors.mean();
        return errors.add(isWrong ? 1 : 0) && errors.mean() > before;
    }

    /** Without the alternate. */
    long bytes() {
        return 32 + errors.bytes();
    }

    void write(DataOutput out) throws IOException {
        errors.write(out);
        TreeNode other = alternate;
        out.writeBoolean(other != null);
        if (other != null) {
            other.write(out);
        }
    }

    static Watch read(DataInput in, int depth, Leaf.Maker maker) throws IOException {
        Watch watch = new Watch();
        watch.errors.read(in);
        watch.alternate = in.readBoolean() ? TreeNode.read(in, depth, maker) : null;
        return watch;
    }
}
