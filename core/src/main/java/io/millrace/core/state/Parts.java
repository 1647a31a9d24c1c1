package io.millrace.core.state;

/** Containers of one kind that come and go while an operator runs, such as the groups of each open window. */
public interface Parts {
    /**
     * A container begins. It ends with {@link Marks#drop}.
     *
     * @param label what it is, the first half
     * @param detail what it is, the second half
     * @return to be told of every id before what is kept under it changes
     */
    Marks begin(long label, long detail, Entries entries);

    /** Makes containers again after a restart. */
    interface Opener {
        /**
         * The container with this label; it begins like any other. Asked once for a label, before what was in it is read.
         */
        Entries open(long label, long detail);
    }
}
