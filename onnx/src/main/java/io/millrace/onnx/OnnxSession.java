package io.millrace.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An ONNX file that is open for scoring; it is closed when nobody can use it any more. Safe for use by any thread. */
final class OnnxSession {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Pattern OPSET =
            Pattern.compile("Opset (\\d+) is under development.*support for domain (\\S+) is till opset (\\d+)");

    private final String file;
    private final String device;
    private final OrtSession session;
    private final long bytes;

    private OnnxSession(String file, String device, OrtSession session, long bytes) {
        this.file = file;
        this.device = device;
        this.session = session;
        this.bytes = bytes;
        CLEANER.register(this, () -> close(session));
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("an ONNX session does not close", e);
        }
    }

    /** ONNX Runtime; its own messages and what it would tell its makers are turned off. */
    static OrtEnvironment environment() {
        try {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "millrace");
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException | RuntimeException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new InvalidModelException(
                    "provider",
                    "ONNX Runtime does not start on this machine: " + cause.getMessage(),
                    "it comes for Linux and macOS on x86-64 and ARM, and for Windows on x86-64, and unpacks itself into the"
                            + " folder for temporary files");
        }
    }

    /**
     * Opens a file.
     *
     * @param file its name for people
     * @param device auto, cpu or cuda
     * @param threads how many may work on one batch
     * @throws InvalidModelException when it cannot be opened
     */
    static OnnxSession open(Path path, String file, String device, int threads) {
        check(path, file);
        OrtEnvironment environment = environment();
        boolean offered = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        if (device.equals("cuda") && !offered) {
            throw new InvalidModelException(
                    "device",
                    "device 'cuda' is not there: the ONNX Runtime that is installed runs on the CPU only",
                    "put its build for GPUs in the place of optional/onnxruntime-*.jar, or write 'device' = 'auto'");
        }
        try {
            if (offered && !device.equals("cpu")) {
                try {
                    return open(environment, path, file, "CUDA", threads);
                } catch (OrtException e) {
                    if (device.equals("cuda")) {
                        throw new InvalidModelException(
                                "device",
                                "'" + file + "' does not start on CUDA: " + reason(e),
                                "see whether the GPU's driver, CUDA and cuDNN are installed, or write 'device' = 'auto'");
                    }
                    return open(environment, path, file, "CPU, for CUDA does not start", threads);
                }
            }
            return open(environment, path, file, "CPU", threads);
        } catch (OrtException e) {
            throw broken(file, e);
        }
    }

    private static OnnxSession open(OrtEnvironment environment, Path path, String file, String device, int threads)
            throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (device.equals("CUDA")) {
                options.addCUDA();
            }
            return new OnnxSession(file, device, environment.createSession(path.toString(), options), size(path));
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void check(Path path, String file) {
        String problem = Files.isDirectory(path)
                ? "'" + file + "' is a folder"
                : !Files.exists(path)
                        ? "there is no file '" + file + "'"
                        : !Files.isReadable(path) ? "file '" + file + "' cannot be read" : "";
        if (!problem.isEmpty()) {
            throw new InvalidModelException("path", problem, "relative paths are relative to the script");
        } else if (size(path) == 0) {
            throw new InvalidModelException("path", "file '" + file + "' is empty", "export the model anew");
        }
    }

    private static InvalidModelException broken(String file, OrtException e) {
        String reason = reason(e);
        Matcher opset = OPSET.matcher(reason);
        if (opset.find()) {
            return new InvalidModelException(
                    "path",
                    "'" + file + "' needs opset " + opset.group(1) + " of " + opset.group(2)
                            + ", and this ONNX Runtime knows up to " + opset.group(3),
                    "export the model with opset " + opset.group(3) + " or lower");
        }
        return switch (e.getCode()) {
            case ORT_INVALID_PROTOBUF, ORT_NO_MODEL ->
                new InvalidModelException(
                        "path",
                        "'" + file + "' is not an ONNX file, or only a part of one",
                        "export the model as ONNX: from scikit-learn with skl2onnx, from PyTorch with torch.onnx.export");
            case ORT_NOT_IMPLEMENTED, ORT_INVALID_GRAPH ->
                new InvalidModelException(
                        "path",
                        "ONNX Runtime cannot run '" + file + "': " + reason,
                        "export the model with operators and an opset (21, say) that it knows");
            default ->
                new InvalidModelException("path", "'" + file + "' does not load: " + reason, "export the model anew");
        };
    }

    /** What ONNX Runtime says, without the places in its sources. */
    static String reason(OrtException e) {
        return String.valueOf(e.getMessage())
                .replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceFirst("^Load model from .* failed:", "")
                .replaceFirst("^/\\S+\\.(?:cc|h):\\d+ .*?\\) (?=[A-Z])", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    Map<String, NodeInfo> inputs() {
        try {
            return session.getInputInfo();
        } catch (OrtException e) {
            throw broken(file, e);
        }
    }

    Map<String, NodeInfo> outputs() {
        try {
            return session.getOutputInfo();
        } catch (OrtException e) {
            throw broken(file, e);
        }
    }

    /**
     * Computes outputs.
     *
     * @return to be closed
     */
    OrtSession.Result run(Map<String, OnnxTensor> inputs, Set<String> outputs) throws OrtException {
        try {
            return session.run(inputs, outputs);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The file's name for people. */
    String file() {
        return file;
    }

    /** What it runs on. */
    String device() {
        return device;
    }

    /** How much the file holds, which is about what the model takes. */
    long bytes() {
        return bytes;
    }
}
