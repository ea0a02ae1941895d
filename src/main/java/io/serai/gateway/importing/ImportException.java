package io.serai.gateway.importing;

/** An import can't be done; the message says what to do. */
public final class ImportException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ImportException(String message) {
        super(message);
    }
}
