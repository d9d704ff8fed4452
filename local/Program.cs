using NextCode.Attempts.Local.Hosting;

var command = new LocalCommand(
    (options, cancellationToken) => LocalRunner.RunAsync(options, Console.Out, Console.Error, cancellationToken),
    Environment.GetEnvironmentVariable
);
return await command.InvokeAsync(args, Console.Out, Console.Error);
