package io.serai.gateway.accounts;

import io.serai.gateway.cluster.Cluster;
import io.serai.gateway.identity.InstalledSecrets;
import io.serai.gateway.settings.StartException;
import io.serai.gateway.store.Store;
import io.serai.processors.audit.Anchor;
import io.serai.processors.audit.AuditEvent;
import io.serai.processors.audit.AuditEvent.What;
import io.serai.processors.audit.AuditEvent.Who;
import io.serai.processors.audit.AuditPruner;
import io.serai.processors.audit.Decision;
import io.serai.processors.audit.Detail;
import io.serai.processors.audit.FileAnchor;
import io.serai.processors.audit.JournaledAuditLog;
import io.serai.processors.audit.SealSigner;
import io.serai.processors.audit.SqlAuditStore;
import io.serai.processors.audit.WebhookAnchor;
import io.serai.processors.identity.Purpose;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The audit log of this node: opened with its anchors, and relieved of what is too old. */
final class AuditTrail implements AutoCloseable {

    private static final What PRUNED = new What("audit.prune", "audit", "", "");
    private static final int KEY_BYTES = 32;

    private final JournaledAuditLog log;
    private final AuditPruner pruner;

    /** @throws StartException naming the setting that keeps it from being opened */
    AuditTrail(AccountSettings settings, InstalledSecrets secrets, Store store, Cluster cluster, Clock clock) {
        SealSigner signer = SealSigner.ofSeed(secrets.derive(Purpose.AUDIT_SIGNATURE, KEY_BYTES));
        List<Anchor> anchors = new ArrayList<>();
        try {
            if (settings.anchorFile().isPresent()) {
                anchors.add(new FileAnchor(settings.anchorFile().get()));
            }
            settings.anchorUrl().ifPresent(url -> anchors.add(new WebhookAnchor(url)));
            log = new JournaledAuditLog(
                    JournaledAuditLog.Settings.of(store.data().resolve("audit"), nodeName(cluster)),
                    signer,
                    new SqlAuditStore(store.source()),
                    anchors,
                    clock);
        } catch (IOException e) {
            throw new StartException("serai.data: the audit log can't be opened: " + e.getMessage());
        }
        pruner = new AuditPruner(store.source(), signer, clock);
    }

    private static String nodeName(Cluster cluster) {
        return cluster.members().stream()
                .filter(Cluster.ClusterMember::local)
                .map(Cluster.ClusterMember::id)
                .findFirst()
                .orElse("node");
    }

    JournaledAuditLog log() {
        return log;
    }

    /** Removes what is older. Of several nodes each looks, and whichever comes first does it. */
    void prune(Duration kept) {
        try {
            long rows = pruner.prune(kept);
            if (rows > 0) {
                log.append(
                        AuditEvent.of(Who.GATEWAY, PRUNED, Decision.CHANGED).with(Detail.COUNT, String.valueOf(rows)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
