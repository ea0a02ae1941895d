package io.serai.gateway.store;

import io.serai.processors.directory.Directory;
import io.serai.processors.directory.DirectoryStore;
import io.serai.processors.directory.LastUse;
import io.serai.processors.directory.NoticeTarget.Channel;
import io.serai.processors.directory.SecretBox;
import io.serai.processors.directory.notices.Carrier;
import io.serai.processors.directory.notices.Courier;
import io.serai.processors.directory.notices.MailCarrier;
import io.serai.processors.directory.notices.WebhookCarrier;
import io.serai.processors.store.Changes;
import io.serai.processors.store.Database;
import io.serai.processors.store.Ids;
import io.serai.processors.store.Repeating;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The directory at work: in SQL and in memory, with what is done for it in the background. */
public final class DirectoryService implements AutoCloseable {

    /** Between two looks for notices that are due again, and for subscriptions that are over. */
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final Changes changes;
    private final Directory directory;
    private final DirectoryStore store;
    private final LastUse lastUse;
    private final List<Repeating> background;

    private DirectoryService(
            Database database, NoticeSettings notices, SecretBox box, Clock clock, Runnable tellOthers) {
        this.changes = new Changes(database);
        this.directory = new Directory(database, clock);
        this.lastUse = new LastUse(database, clock);
        // The courier is made from the store that pokes it.
        Repeating[] courier = new Repeating[1];
        this.store = new DirectoryStore(
                new DirectoryStore.Parts(database, new Ids(), clock, box, notices.addresses(), () -> {
                    changes.poke();
                    courier[0].poke();
                    tellOthers.run();
                }));
        courier[0] = new Repeating("send notices", PAUSE, new Courier(store.outbox(), carriers(notices, clock)));
        this.background = List.of(
                courier[0],
                new Repeating("end subscriptions", PAUSE, store.subscriptions()::expire),
                new Repeating("write when keys were used", LastUse.USUAL, lastUse));
    }

    /**
     * Reads the directory and begins to follow it.
     *
     * @param box for the secrets of web hooks
     * @param tellOthers run after each change made here: has the other nodes {@linkplain Changes#poke read} at once
     */
    public static DirectoryService start(
            Database database, NoticeSettings notices, SecretBox box, Clock clock, Runnable tellOthers) {
        DirectoryService service = new DirectoryService(database, notices, box, clock, tellOthers);
        service.changes.start();
        service.directory.follow(service.changes);
        service.background.forEach(Repeating::start);
        return service;
    }

    private static Map<Channel, Carrier> carriers(NoticeSettings notices, Clock clock) {
        Map<Channel, Carrier> carriers = new EnumMap<>(Channel.class);
        carriers.put(Channel.WEBHOOK, new WebhookCarrier(notices.addresses(), clock));
        notices.mail().ifPresent(mail -> carriers.put(Channel.MAIL, new MailCarrier(mail)));
        return carriers;
    }

    /** What calls look things up in. */
    public Directory directory() {
        return directory;
    }

    /** What is managed. */
    public DirectoryStore store() {
        return store;
    }

    /** For others who keep something of the database in memory; {@linkplain Changes#poke poked} when another node has changed something. */
    public Changes changes() {
        return changes;
    }

    /** Told of each use of a key. */
    public LastUse lastUse() {
        return lastUse;
    }

    @Override
    public void close() {
        background.forEach(Repeating::close);
        changes.close();
    }
}
