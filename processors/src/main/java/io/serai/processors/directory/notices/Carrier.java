package io.serai.processors.directory.notices;

import io.serai.processors.directory.Outbox.Due;

/** A way to tell something. Blocks, for some seconds at most. Thread-safe. */
public interface Carrier {

    /** @throws DeliveryException where it did not arrive, as far as can be known */
    void carry(Due notice) throws DeliveryException;
}
