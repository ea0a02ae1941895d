package io.serai.processors.responses;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers that wait for the database, no more than there is room for. Thread-safe; nobody waits here. */
final class UnwrittenResponses {

    private final int count;
    private final long bytes;
    private final Map<ResponseKey, StoredResponse> waiting = new LinkedHashMap<>();
    private long used;

    /**
     * A waiting room.
     *
     * @param count answers at most
     * @param bytes of them at most, about
     */
    UnwrittenResponses(int count, long bytes) {
        this.count = count;
        this.bytes = bytes;
    }

    /** Takes one in; whether there was room for it. */
    synchronized boolean add(ResponseKey key, StoredResponse response) {
        if (waiting.size() >= count || used + response.weight() > bytes) {
            return false;
        }
        StoredResponse former = waiting.put(key, response);
        used += response.weight() - (former == null ? 0 : former.weight());
        return true;
    }

    synchronized Optional<StoredResponse> find(ResponseKey key) {
        return Optional.ofNullable(waiting.get(key));
    }

    /**
     * Those that have waited longest; they stay here until they are removed.
     *
     * @param most answers
     * @param mostBytes at which no further one is added
     */
    synchronized List<Map.Entry<ResponseKey, StoredResponse>> first(int most, long mostBytes) {
        List<Map.Entry<ResponseKey, StoredResponse>> first = new ArrayList<>();
        long weight = 0;
        for (Map.Entry<ResponseKey, StoredResponse> each : waiting.entrySet()) {
            if (first.size() == most || weight >= mostBytes) {
                break;
            }
            first.add(Map.entry(each.getKey(), each.getValue()));
            weight += each.getValue().weight();
        }
        return first;
    }

    synchronized void remove(Collection<ResponseKey> keys) {
        for (ResponseKey key : keys) {
            StoredResponse gone = waiting.remove(key);
            used -= gone == null ? 0 : gone.weight();
        }
    }

    synchronized int size() {
        return waiting.size();
    }
}
