package io.millrace.engine.checkpoint;

import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import java.util.ArrayList;
import java.util.List;

/** Several contents as one. */
final class Sections {
    private Sections() {}

    static byte[] join(List<byte[]> contents) {
        StateOutput out = new StateOutput(256);
        out.writeNumber(contents.size());
        contents.forEach(content -> out.writeBytes(content, 0, content.length));
        return out.toByteArray();
    }

    static List<StateInput> split(byte[] joined) {
        StateInput in = new StateInput(joined);
        List<StateInput> contents = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            contents.add(new StateInput(in.readBytes()));
        }
        return contents;
    }
}
