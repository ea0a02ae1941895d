package io.serai.processors.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells the items of an output one after the other, as OpenAI does: what becomes of an item waits until the one before it is done, so
 * that clients that read one item at a time miss nothing where a provider interleaves several.
 */
final class ItemOrder {

    private final EventSink sink;
    private final List<Turn> turns = new ArrayList<>(2);
    private int current;

    ItemOrder(EventSink sink) {
        this.sink = sink;
    }

    /** Who hears of the next item. */
    EventSink next() {
        Turn turn = new Turn(turns.size());
        turns.add(turn);
        return turn;
    }

    private record Event(String type, Map<String, Object> members) {}

    private final class Turn implements EventSink {
        private final int index;
        private final List<Event> waiting = new ArrayList<>(0);
        private boolean done;

        Turn(int index) {
            this.index = index;
        }

        @Override
        public void event(String type, Map<String, Object> members) {
            done |= type.equals(Place.DONE);
            if (index == current) {
                sink.event(type, members);
                goOn();
            } else {
                waiting.add(new Event(type, members));
            }
        }

        private void goOn() {
            while (current < turns.size() && turns.get(current).done) {
                current++;
                if (current < turns.size()) {
                    turns.get(current).waiting.forEach(event -> sink.event(event.type(), event.members()));
                }
            }
        }
    }
}
