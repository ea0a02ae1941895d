package io.serai.processors.directory.notices;

import io.serai.processors.directory.NoticeTarget.Channel;
import io.serai.processors.directory.Outbox;
import io.serai.processors.directory.Outbox.Due;
import java.util.List;
import java.util.Map;

/** Sends what is in the outbox: run again and again in the background. Any number of nodes may do so at once. */
public final class Courier implements Runnable {

    private final Outbox outbox;
    private final Map<Channel, Carrier> carriers;

    /** @param carriers for the channels that are set up; what is for another waits, and is given up in the end */
    public Courier(Outbox outbox, Map<Channel, Carrier> carriers) {
        this.outbox = outbox;
        this.carriers = Map.copyOf(carriers);
    }

    /**
     * Sends all that is due.
     *
     * @throws io.serai.api.error.GatewayException where the database is away
     */
    @Override
    public void run() {
        for (List<Due> due = outbox.claim(); !due.isEmpty(); due = outbox.claim()) {
            due.forEach(this::send);
        }
        outbox.sweep();
    }

    private void send(Due notice) {
        Carrier carrier = carriers.get(notice.channel());
        if (carrier == null) {
            outbox.failed(notice, "this channel is not set up");
            return;
        }
        try {
            carrier.carry(notice);
            outbox.sent(notice);
        } catch (DeliveryException e) {
            outbox.failed(notice, e.getMessage() == null ? "" : e.getMessage());
        }
    }
}
