using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// A lock that processes take in turn before a write transaction. SQLite's own waiting backs off and lets a busy process starve the others;
/// waiting in the kernel shares the database fairly, and a process that dies lets go. Not for use by two threads at once.
/// </summary>
internal sealed partial class ProcessLock : IDisposable
{
    private const int Exclusive = 2, Unlock = 8, Interrupted = 4, ReadWrite = 2;
    private readonly string _path;
    private readonly SafeFileHandle? _handle;
    private FileStream? _held;

    public ProcessLock(string path)
    {
        _path = path;
        if (!OperatingSystem.IsWindows()) _handle = OpenUnix(path);
    }

    public void Enter()
    {
        if (_handle is null)
        {
            EnterByPolling();
            return;
        }

        while (Flock(_handle, Exclusive) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) throw new IOException($"{_path} cannot be locked (error {error}).");
        }
    }

    public void Exit()
    {
        if (_handle is not null) _ = Flock(_handle, Unlock);
        _held?.Dispose();
        _held = null;
    }

    public void Dispose()
    {
        Exit();
        _handle?.Dispose();
    }

    private static SafeFileHandle OpenUnix(string path)
    {
        try
        {
            if (!File.Exists(path)) File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process has just made it, and holds it.
        }

        // The runtime's own file handles take this same kind of lock to imitate sharing modes, and fail when somebody holds it; so the file is opened beside the runtime.
        int closeOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
        int file = OpenFile(path, ReadWrite | closeOnExec);
        return file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw new IOException($"{path} cannot be opened (error {Marshal.GetLastPInvokeError()}).");
    }

    private void EnterByPolling()
    {
        using var pause = new ManualResetEventSlim();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                _held = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                return;
            }
            catch (IOException) when (attempt < 60_000)
            {
                pause.Wait(TimeSpan.FromMilliseconds(1));
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
