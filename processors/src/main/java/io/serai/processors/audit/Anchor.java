package io.serai.processors.audit;

import java.io.IOException;

/** A place off the box that keeps seals, so that a log that was cut off is found out. */
public interface Anchor extends AutoCloseable {

    /**
     * Keeps a seal. Seals of a chain come in their order, each once, or once more where it is not known whether it has arrived.
     *
     * @throws IOException where it is not known to be kept; it is handed over again
     */
    void keep(Seal seal) throws IOException;

    @Override
    default void close() throws IOException {}
}
