package io.serai.processors.identity;

/** What a secret is derived for: one label each, so that what is made for one purpose is worth nothing for another. */
public enum Purpose {
    /** Hashes of API keys. */
    API_KEY_HASH("serai/1/api-key-hash"),
    /** Encryption of values with content in the cluster's shared memory. */
    CLUSTER_VALUES("serai/1/cluster-values"),
    /** Encryption of responses that are kept in the store. */
    STORED_RESPONSES("serai/1/stored-responses"),
    /** The signature of batches of the audit log. */
    AUDIT_SIGNATURE("serai/1/audit-signature"),
    /** The signature of what is told to webhooks. */
    WEBHOOK_SIGNATURE("serai/1/webhook-signature"),
    /** To tell one pepper from another, in the open. */
    FINGERPRINT("serai/1/fingerprint");

    private final String label;

    Purpose(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
