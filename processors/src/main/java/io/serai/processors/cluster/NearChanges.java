package io.serai.processors.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import io.serai.processors.cache.CacheKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets answers at hand that other nodes have changed. Not told of what is new: nobody has another answer of that key at hand. */
final class NearChanges implements EntryUpdatedListener<String, byte[]>, EntryRemovedListener<String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(NearChanges.class);

    private final NearAnswers near;

    NearChanges(NearAnswers near) {
        this.near = near;
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
        // This node's own is at hand already, and newer than this word of it.
        if (!event.getMember().localMember()) {
            forget(event.getKey());
        }
    }

    @Override
    public void entryRemoved(EntryEvent<String, byte[]> event) {
        forget(event.getKey());
    }

    private void forget(String name) {
        try {
            near.forget(CacheKey.ofName(name));
        } catch (IllegalArgumentException e) {
            LOG.debug("a change of something that is no answer");
        }
    }
}
