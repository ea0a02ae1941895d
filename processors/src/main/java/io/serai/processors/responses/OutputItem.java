package io.serai.processors.responses;

import java.util.Locale;
import java.util.Map;

/** An item of the output while it comes. It is told as added when it is made; nothing more comes after it is closed. */
interface OutputItem {

    /** How far an item, or a response, has come. */
    enum Status {
        IN_PROGRESS,
        COMPLETED,
        INCOMPLETE,
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Tells what is whole now. Does nothing the second time. */
    void close(Status status);

    /** As it stands; sealed content included. */
    Map<String, Object> map();
}
