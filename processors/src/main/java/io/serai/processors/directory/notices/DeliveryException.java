package io.serai.processors.directory.notices;

/** A notice was not taken. The message is fit for the people of the tenant that it is for. Has no trace: it is tried again. */
public final class DeliveryException extends Exception {

    public DeliveryException(String message) {
        super(message, null, false, false);
    }
}
