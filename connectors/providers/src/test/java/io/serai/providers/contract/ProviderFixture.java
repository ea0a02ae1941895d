package io.serai.providers.contract;

import io.serai.providers.spi.Backend;

/** A dialect's provider in the situations that the contract speaks of. Found by service file, as dialects are. */
public interface ProviderFixture extends AutoCloseable {

    /** The dialect's name. */
    String dialect();

    /** Answers with several chunks of text. */
    Backend answering();

    /** Refuses with this HTTP status, and {@code Retry-After: 7} where the status is 429 or 503. */
    Backend refusing(int status);

    /** Says nothing, ever. */
    Backend silent();

    /** Breaks off after the first chunks. */
    Backend cutting();

    @Override
    void close() throws Exception;
}
