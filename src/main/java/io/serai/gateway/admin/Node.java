package io.serai.gateway.admin;

/**
 * A node of the cluster.
 *
 * @param address where other nodes reach it
 * @param version of its software
 * @param place whether it is the one that answers
 */
public record Node(String id, String address, String version, Place place) {

    /** Which of the nodes it is. */
    public enum Place {
        HERE,
        ELSEWHERE
    }
}
