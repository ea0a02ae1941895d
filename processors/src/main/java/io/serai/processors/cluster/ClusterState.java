package io.serai.processors.cluster;

/**
 * How the cluster stands, as one node sees it; for probes and the list of nodes.
 *
 * @param nodes that see each other, this one included
 * @param minimum how many must for limits to be counted
 * @param running whether this node takes part
 */
public record ClusterState(int nodes, int minimum, boolean running) {

    /** A node without others. */
    public static final ClusterState ALONE = new ClusterState(1, 1, true);

    /** Whether shares of limits can be had. */
    public boolean isReady() {
        return running && nodes >= minimum;
    }

    /** For an operator. */
    public String why() {
        if (!running) {
            return "the cluster's node has stopped";
        }
        return "sees " + nodes + " of at least " + minimum + " nodes";
    }
}
