package io.serai.processors.audit;

/** Takes down what was done, in the order in which it is told. Nobody waits for a database here. */
public interface AuditLog {

    /** Keeps nothing. */
    AuditLog NONE = new AuditLog() {
        @Override
        public void append(AuditEvent event) {}

        @Override
        public void appendDurably(AuditEvent event) {}
    };

    /**
     * Takes an event down soon: it is in the node's journal within milliseconds, and lost only where the process is killed before that.
     * For refusals and for what is read.
     *
     * @throws io.serai.api.error.GatewayException where events come faster than the disk takes them, or the disk takes none
     */
    void append(AuditEvent event);

    /**
     * Takes an event down and returns when it is on this machine's disk. For changes, before they are made and before they are told to
     * whoever made them.
     *
     * @throws io.serai.api.error.GatewayException where the disk does not take it: the change must not go unrecorded
     */
    void appendDurably(AuditEvent event);
}
