package io.serai.processors.frontend;

import org.apache.camel.Processor;

/** A front end held to its golden cases. Found by service file; its cases lie in {@code golden/<name>/}. */
public interface FrontEndCandidate {

    /** The folder of its cases. */
    String name();

    /** A new reader of the requests to this path. */
    Processor reader(String path);

    /** A new writer of the answers to this path. */
    Processor writer(String path);
}
