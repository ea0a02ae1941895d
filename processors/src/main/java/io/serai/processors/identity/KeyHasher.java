package io.serai.processors.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import javax.crypto.Mac;

/** Makes of a key what is kept of it. Thread-safe. */
public final class KeyHasher {

    /** Has its key set up; a copy of it is made for each hash, which is cheaper than to look one up and set it up anew. */
    private final Mac prototype;

    public KeyHasher(Secrets secrets) {
        this.prototype = Secrets.mac(secrets.derive(Purpose.API_KEY_HASH, KeyHash.LENGTH));
    }

    public KeyHash hash(ApiKey key) {
        return KeyHash.owning(copy().doFinal(key.text().getBytes(ISO_8859_1)));
    }

    private Mac copy() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HMAC can be copied", e);
        }
    }
}
