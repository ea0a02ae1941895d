package io.serai.providers.keys;

import io.serai.api.error.SeraiException;
import io.serai.api.meter.KeyListener;
import io.serai.api.meter.KeyListener.Reason;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only key of a provider. All calls are made by it, however it stands; where it is lost the operator hears of it as of one of several.
 * Thread-safe.
 */
public final class OnlyKey {

    private static final Logger LOG = LoggerFactory.getLogger(OnlyKey.class);

    private final String provider;
    private final String label;
    private final KeyListener listener;
    private final AtomicReference<@Nullable Reason> lost = new AtomicReference<>();

    public OnlyKey(String provider, String label, KeyListener listener) {
        this.provider = provider;
        this.label = label;
        this.listener = listener;
    }

    /** The provider takes calls by this key. */
    public void accepted() {
        if (lost.get() != null) {
            lost.set(null);
        }
    }

    /** A call by this key failed, for whatever reason. */
    public void failed(SeraiException failure) {
        PooledKey.loss(failure)
                .filter(reason -> lost.getAndSet(reason) != reason)
                .ifPresent(this::tell);
    }

    private void tell(Reason reason) {
        switch (reason) {
            case REFUSED ->
                LOG.warn("Provider '{}' refuses its only key. Replace it and load the configuration again.", provider);
            case USED_UP -> LOG.warn("The account behind the only key of provider '{}' is used up.", provider);
        }
        listener.lost(provider, label, reason);
    }
}
