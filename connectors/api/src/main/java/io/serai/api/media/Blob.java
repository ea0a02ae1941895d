package io.serai.api.media;

/**
 * A file that came with a request, such as the audio of a transcription. In a canonical request it stands where OpenAI's forms have
 * the file: {@code file}, {@code image}, {@code mask}.
 *
 * @param filename as the client called it, empty where it did not; fit for a form's header, never a path to open
 * @param contentType its media type
 * @param bytes the file; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Blob(String filename, String contentType, byte[] bytes) {

    /** Does not tell the content. */
    @Override
    public String toString() {
        return contentType + ", " + bytes.length + " bytes";
    }
}
