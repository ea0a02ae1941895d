package io.serai.processors.responses;

import java.util.Map;

/** An item that comes whole, and in words of its provider's own. */
final class VerbatimItem implements OutputItem {

    private final Map<String, Object> item;

    VerbatimItem(Place place, Map<String, Object> item) {
        this.item = item;
        place.added(item);
        place.done(item);
    }

    @Override
    public void close(Status status) {}

    @Override
    public Map<String, Object> map() {
        return item;
    }
}
