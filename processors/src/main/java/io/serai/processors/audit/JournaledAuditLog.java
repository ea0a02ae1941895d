package io.serai.processors.audit;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of one node: a queue in memory, a thread that chains, journals and seals what is in it, and another one that ships it. The
 * database and the anchors may be away for as long as the disk has room.
 */
public final class JournaledAuditLog implements AuditLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledAuditLog.class);

    /** In the journal's folder. */
    static final String PUBLIC_KEYS = "public-keys.pem";

    private static final int AT_ONCE = 1000;
    private static final long PATIENCE_SECONDS = 10;
    private static final long RETRY_MILLIS = 500;

    private final Clock clock;
    private final Settings settings;
    private final BlockingQueue<Told> queue;
    private final AuditJournal journal;
    private final String name;
    private final ChainWriter chain;
    private final AuditShipper shipper;
    private final Thread thread = new Thread(this::run, "audit-write");

    private volatile boolean closing;
    private volatile boolean ended;
    private volatile boolean failing;

    /**
     * How a node keeps its audit log.
     *
     * @param folder of its journal, on a disk that outlives the process
     * @param node its name; a new chain is called by it, with random letters behind it
     * @param queue how many events may wait for the disk
     * @param sealRows a seal is made after so many rows
     * @param sealEvery a seal is made after so long, where there are rows
     * @param fileSize in bytes, after which the journal begins another file
     */
    public record Settings(Path folder, String node, int queue, int sealRows, Duration sealEvery, long fileSize) {

        /** As a node does usually. */
        public static Settings of(Path folder, String node) {
            return new Settings(folder, node, 8192, 1000, Duration.ofSeconds(1), 16 << 20);
        }
    }

    /**
     * Opens the journal, goes on with its chain or begins one, and ships what has been left over.
     *
     * @throws IOException where the folder is in use, can't be written, or is damaged
     */
    public JournaledAuditLog(
            Settings settings, SealSigner signer, SqlAuditStore store, List<? extends Anchor> anchors, Clock clock)
            throws IOException {
        this(settings, signer, (AuditStore) store, anchors, clock);
    }

    JournaledAuditLog(
            Settings settings, SealSigner signer, AuditStore store, List<? extends Anchor> anchors, Clock clock)
            throws IOException {
        this.clock = clock;
        this.settings = settings;
        queue = new ArrayBlockingQueue<>(settings.queue());
        journal = new AuditJournal(settings.folder(), ChainName.of(settings.node()), settings.fileSize());
        name = journal.chain();
        publish(signer);
        chain = new ChainWriter(journal, signer, clock);
        shipper = new AuditShipper(
                settings.folder(),
                name,
                store,
                List.copyOf(anchors),
                journal.lastSeal().number());
        thread.setDaemon(true);
        thread.start();
        shipper.start();
    }

    /** Puts the key that verifies beside the journal, in one file with those of earlier peppers. */
    private void publish(SealSigner signer) throws IOException {
        Path file = settings.folder().resolve(PUBLIC_KEYS);
        String known = Files.exists(file) ? Files.readString(file) : "";
        if (!known.contains(signer.publicKeyPem())) {
            Files.writeString(file, known + signer.publicKeyPem());
        }
    }

    @Override
    public void append(AuditEvent event) {
        add(event, null);
    }

    @Override
    public void appendDurably(AuditEvent event) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        add(event, written);
        try {
            written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unrecorded(e);
        } catch (ExecutionException | TimeoutException e) {
            throw unrecorded(e);
        }
    }

    private void add(AuditEvent event, @Nullable CompletableFuture<Void> written) {
        Told told = new Told(clock.millis(), event, written);
        if (closing || failing || !queue.offer(told)) {
            throw unrecorded(null);
        }
        if (ended && queue.remove(told)) {
            throw unrecorded(null);
        }
    }

    private static GatewayException unrecorded(@Nullable Exception cause) {
        return new GatewayException(
                ErrorKind.GATEWAY_OVERLOADED, "The audit log can't take this down just now.", cause);
    }

    /** The chain that this node writes. */
    public String chain() {
        return name;
    }

    /** How many sealed batches the store has not got yet. */
    public long backlog() {
        return shipper.backlog();
    }

    private void run() {
        List<Told> batch = new ArrayList<>(AT_ONCE);
        long sealDue = 0;
        while (true) {
            boolean last = closing;
            collect(batch, chain.unsealed() == 0 ? RETRY_MILLIS : sealDue - now());
            boolean first = chain.unsealed() == 0;
            try {
                write(batch);
                if (first) {
                    sealDue = now() + settings.sealEvery().toMillis();
                }
                if (chain.unsealed() > 0 && (last || chain.unsealed() >= settings.sealRows() || now() >= sealDue)) {
                    shipper.sealed(chain.seal());
                }
                succeeded();
            } catch (IOException e) {
                failed(batch, e);
            }
            if (last) {
                // Whoever comes later sees this, and takes back what nobody is left to read.
                ended = true;
                if (queue.isEmpty()) {
                    return;
                }
            }
        }
    }

    /** Time for seals; not the clock of the rows, which may jump. */
    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** Waits for events, unless some are left over, and takes all there are. */
    private void collect(List<Told> batch, long millis) {
        if (batch.isEmpty()) {
            try {
                Told first = queue.poll(Math.max(millis, 0), TimeUnit.MILLISECONDS);
                if (first == null) {
                    return;
                }
                batch.add(first);
            } catch (InterruptedException e) {
                closing = true;
                return;
            }
        }
        queue.drainTo(batch, AT_ONCE - batch.size());
    }

    private void write(List<Told> batch) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        chain.write(batch);
        List<Told> awaited = batch.stream().filter(Told::isAwaited).toList();
        batch.clear();
        if (awaited.isEmpty()) {
            return;
        }
        try {
            chain.force();
        } catch (IOException e) {
            awaited.forEach(told -> told.failed(e));
            throw e;
        }
        awaited.forEach(Told::done);
    }

    private void succeeded() {
        if (failing) {
            LOG.info("The audit log is written again.");
            failing = false;
        }
    }

    /** Those who wait are told; what nobody waits for is kept and tried again. */
    private void failed(List<Told> batch, IOException cause) {
        if (!failing) {
            LOG.error("The audit log can't be written; what must be in it is refused.", cause);
            failing = true;
        }
        batch.stream().filter(Told::isAwaited).forEach(told -> told.failed(cause));
        batch.removeIf(Told::isAwaited);
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    /** Writes and seals what was told, tries to ship it, and lets go of the journal. */
    @Override
    public void close() throws IOException {
        closing = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shipper.close();
        journal.close();
    }
}
