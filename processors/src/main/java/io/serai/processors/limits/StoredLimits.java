package io.serai.processors.limits;

import io.serai.processors.store.Changes;
import java.util.Set;

/** Keeps the limits in force as the database has them. */
public final class StoredLimits implements Changes.Listener {

    /** The place in the book. */
    public static final String PLACE = "table";

    private final LimitStore store;
    private final LimitBook book;

    public StoredLimits(LimitStore store, LimitBook book) {
        this.store = store;
        this.book = book;
    }

    /**
     * Reads all there are. A limit is changed seldom: reading them all is simpler than reading one.
     *
     * @throws io.serai.api.error.GatewayException where the database is away; the limits stay as they were
     */
    public void read() {
        book.replace(PLACE, store.all().stream().map(StoredLimit::limit).toList());
    }

    @Override
    public void changed(Set<String> ids) {
        read();
    }

    @Override
    public void missed() {
        read();
    }
}
