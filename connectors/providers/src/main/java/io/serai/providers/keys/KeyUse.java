package io.serai.providers.keys;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.spi.Backend;

/** One key in use by one call. */
public final class KeyUse {

    private final KeyPool pool;
    private final PooledKey key;
    private final String model;
    private final long begunAt;
    private boolean pretended;

    KeyUse(KeyPool pool, PooledKey key, String model, long begunAt) {
        this.pool = pool;
        this.key = key;
        this.model = model;
        this.begunAt = begunAt;
    }

    /** The key's label. */
    public String label() {
        return key.label();
    }

    /** The provider, called by this key. */
    public Backend backend() {
        return key.backend();
    }

    /** What happens in this call is made up by its caller: it says nothing about the key. */
    public void pretended() {
        pretended = true;
    }

    /** The answer broke off after it had begun. */
    public void brokenOff(SeraiException failure) {
        if (isTheKeys(failure)) {
            refused(failure);
        }
    }

    void accepted() {
        key.accepted(model, begunAt, pool.now());
    }

    void refused(SeraiException failure) {
        if (pretended) {
            abandoned();
            return;
        }
        key.refused(model, failure, begunAt, pool.now()).ifPresent(reason -> pool.lost(key.label(), reason));
    }

    void abandoned() {
        key.abandoned(model, begunAt);
    }

    /** Whether another key may fare better: what else fails, fails by any. */
    static boolean isTheKeys(SeraiException failure) {
        return failure.kind() == ErrorKind.PROVIDER_RATE_LIMITED || failure.kind() == ErrorKind.PROVIDER_AUTH;
    }
}
