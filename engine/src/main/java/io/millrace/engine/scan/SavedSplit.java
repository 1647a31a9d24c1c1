package io.millrace.engine.scan;

import io.millrace.core.connect.Source.Position;
import io.millrace.core.connect.Source.Split;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;

/**
 * How far a split had been read at the end of an epoch.
 *
 * @param number its number in its table, by which its rows have their order
 * @param position where to go on
 * @param rows how many rows it had given
 * @param errors how many records could not be decoded
 * @param watermark its own
 * @param counted what it said of the table's watermark; {@link Long#MAX_VALUE} when it held nothing back
 * @param idle whether it was taken to be idle
 * @param ended whether it had given all its rows
 */
record SavedSplit(
        int number,
        Split split,
        Position position,
        long rows,
        long errors,
        long watermark,
        long counted,
        boolean idle,
        boolean ended) {
    void write(StateOutput out) {
        out.writeNumber(number);
        out.writeText(split.id());
        out.writeNumber(position.offset());
        out.writeText(position.detail());
        out.writeNumber(rows);
        out.writeNumber(errors);
        out.writeLong(watermark);
        out.writeLong(counted);
        out.writeBoolean(idle);
        out.writeBoolean(ended);
    }

    static SavedSplit read(StateInput in) {
        return new SavedSplit(
                in.readCount(),
                new Split(in.readText()),
                new Position(in.readNumber(), in.readText()),
                in.readNumber(),
                in.readNumber(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readBoolean());
    }
}
