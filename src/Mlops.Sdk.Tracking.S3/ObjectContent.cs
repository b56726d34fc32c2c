using System.Globalization;
using System.Net;
using Amazon.S3.Model;

namespace Mlops.Sdk;

public sealed partial class S3ArtifactStore
{
    /// <summary>The bytes of an object. An answer that breaks off, or stands still, is asked for again from where it was.</summary>
    private sealed class ObjectContent : Stream
    {
        private const int MostBreaks = 5;
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(100);
        private readonly S3ArtifactStore _store;
        private readonly string _key;
        private readonly long _start, _length;
        private GetObjectResponse? _answer;
        private long _read;
        private int _breaks;

        private ObjectContent(S3ArtifactStore store, string key, long start, long length, GetObjectResponse answer) => (_store, _key, _start, _length, _answer) = (store, key, start, length, answer);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        /// <summary>Opens an object; null when there is none. What lies behind its end is empty.</summary>
        public static async Task<Stream?> OpenAsync(S3ArtifactStore store, string key, long offset, long? length, CancellationToken cancellationToken)
        {
            try
            {
                GetObjectResponse? answer = await store.FindAsync(() => AskAsync(store, key, offset == 0 && length is null ? null : RangeOf(offset, length), cancellationToken), cancellationToken).ConfigureAwait(false);
                return answer is null ? null : new ObjectContent(store, key, offset, answer.ContentLength, answer);
            }
            catch (MlopsException e) when (Failures.IsBehindEnd(e))
            {
                return Null;
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_read == _length || buffer.IsEmpty) return 0;
            while (true)
            {
                try
                {
                    int read = await ReadOnceAsync(buffer[..(int)Math.Min(buffer.Length, _length - _read)], cancellationToken).ConfigureAwait(false);
                    _read += read;
                    _breaks = 0;
                    return read;
                }
                catch (Exception e) when (Failures.IsOfService(e, cancellationToken))
                {
                    LetGo();
                    if (++_breaks > MostBreaks) throw Failures.Of(_store.ToString(), e);
                }
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) LetGo();
            base.Dispose(disposing);
        }

        private static ByteRange RangeOf(long offset, long? length) => length is { } count ? new ByteRange(offset, offset + count - 1) : new ByteRange(string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-"));

        private static async Task<GetObjectResponse> AskAsync(S3ArtifactStore store, string key, ByteRange? range, CancellationToken cancellationToken)
        {
            GetObjectResponse answer = await store._client.GetObjectAsync(new GetObjectRequest { BucketName = store._bucket, Key = key, ByteRange = range }, cancellationToken).ConfigureAwait(false);
            if (range is null || answer.HttpStatusCode == HttpStatusCode.PartialContent) return answer;
            answer.Dispose();
            throw new IOException("it was asked for a part of an object and gave another");
        }

        private async ValueTask<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(s_patience);
            _answer ??= await AskAsync(_store, _key, RangeOf(_start + _read, _length - _read), patience.Token).ConfigureAwait(false);
            int read = await _answer.ResponseStream.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
            return read > 0 ? read : throw new EndOfStreamException("the answer ended before its length");
        }

        private void LetGo()
        {
            _answer?.Dispose();
            _answer = null;
        }
    }
}
