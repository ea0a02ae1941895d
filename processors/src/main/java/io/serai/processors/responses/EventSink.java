package io.serai.processors.responses;

import java.util.Map;

/** Hears what becomes of an output, step by step. */
@FunctionalInterface
interface EventSink {

    /** For an answer that is told as a whole. */
    EventSink NOBODY = (type, members) -> {};

    /**
     * A step.
     *
     * @param type of the event, such as {@code response.output_text.delta}
     * @param members of the event but for its type and number; nothing in them changes any more
     */
    void event(String type, Map<String, Object> members);
}
