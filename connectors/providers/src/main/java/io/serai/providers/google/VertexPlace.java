package io.serai.providers.google;

import java.net.URI;

/**
 * Where models of Vertex AI are called (<a
 * href="https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations">locations</a>).
 *
 * @param project the id of the Google Cloud project
 * @param location such as {@code europe-west4}; {@code us} and {@code eu} for several regions, {@code global} for any
 */
public record VertexPlace(String project, String location) {

    public VertexPlace {
        plain("project", project);
        plain("location", location);
    }

    /** The service's address, without a path. */
    public URI address() {
        return URI.create(
                switch (location) {
                    case "global" -> "https://aiplatform.googleapis.com";
                    case "us", "eu" -> "https://aiplatform." + location + ".rep.googleapis.com";
                    default -> "https://" + location + "-aiplatform.googleapis.com";
                });
    }

    /** The path to all that belongs to the project there, such as {@code /v1/projects/p/locations/l}. */
    public String path(String version) {
        return "/" + version + "/projects/" + project + "/locations/" + location;
    }

    /** The path to a publisher's model, behind which a colon and a method go. */
    public String path(String version, String publisher, String model) {
        return path(version) + "/publishers/" + publisher + "/models/" + model;
    }

    /** Letters, digits, and for projects of a domain a colon and dots. */
    private static void plain(String name, String value) {
        if (value.isEmpty() || !value.chars().allMatch(VertexPlace::isPlain)) {
            throw new IllegalArgumentException("expected " + name + " to be the name of one, found '" + value + "'");
        }
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.:".indexOf(c) >= 0;
    }
}
