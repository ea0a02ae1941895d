package io.serai.processors.cache.semantic;

/** One thing that two questions can differ in though they are near each other: then the answer to one is none to the other. Pure. */
interface Veto {

    /** As metrics and reports have it: {@code number}. */
    String name();

    /** Whether it speaks against taking them for the same. Symmetric. */
    boolean speaks(Reading one, Reading other);
}
