package io.serai.processors.oidc;

import com.nimbusds.jose.KeySourceException;
import java.time.Duration;

/** A token's key can't be had just now: whether the token is good can't be told. */
final class KeysAway extends KeySourceException {

    private static final long serialVersionUID = 1;

    private final transient Duration retryAfter;

    KeysAway(Duration retryAfter) {
        super("the issuer's keys can't be fetched just now");
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
