using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NextCode.Attempts;
using NextCode.Attempts.Publisher;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool;

// The API the crash test kills: PORT SPOOL PUBSUB-HOST WITNESS.
// Its handler notes its own beginning and end in the witness file, which knows nothing of attempts.
var (port, spoolDirectory, pubSubHost, witnessPath) = (args[0], args[1], args[2], args[3]);
var noted = 0L;
using var witness = File.OpenHandle(witnessPath, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
builder.Services.Configure<SpoolOptions>(spool =>
{
    spool.Directory = spoolDirectory;
    spool.SegmentBytes = 256 << 10;
    spool.AdoptionInterval = TimeSpan.FromSeconds(1);
});
builder.Services.Configure<DeliveryOptions>(delivery => delivery.EmulatorHost = pubSubHost);
builder.Services.AddAttempts(attempts =>
{
    attempts.ServiceName = "crash-api";
    attempts.ProjectId = "local";
});
var app = builder.Build();
app.UseAttempts();
app.MapPost(
        "/signup",
        async (HttpContext context) =>
        {
            var id = context.Request.Headers.UserAgent.ToString();
            Note('B', id);
            // Some handlers take no time, most some, so that a kill finds them at every stage.
            var pause = int.Parse(context.Request.Query["pause"].ToString(), CultureInfo.InvariantCulture);
            if (pause > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System);
            }

            Note('E', id);
            return Results.Json(new { client_id = id }, statusCode: 201);
        }
    )
    .WithAttempt(AttemptAction.Signup);
app.MapGet("/", () => "ready");
await app.RunAsync();

// One write a line: it is in the page cache, or it is not.
void Note(char what, string id)
{
    var line = Encoding.ASCII.GetBytes($"{what} {id}\n");
    RandomAccess.Write(witness, line, Interlocked.Add(ref noted, line.Length) - line.Length);
}
